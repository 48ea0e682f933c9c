import { withoutSuffix } from '../document/addressParts.ts';
import { delimited, linesOf } from '../document/delimited.ts';
import { type ImageLink, isImageAddress, linkWith } from '../document/imageLinks.ts';
import type { Span } from '../document/spans.ts';
import { widthOf } from './htmlImages.ts';

/** Images in forms that Markdown knows nothing of. `prose` is the text with code and comments as blanks. */
export function otherForms(
  text: string,
  prose: string,
  front: Span,
): { images: ImageLink[]; links: string[] } {
  const links: string[] = [];
  const images = [
    ...inFrontMatter(text.slice(front.start, front.end)),
    ...embeds(prose, links),
    ...shortcodes(prose, links),
    ...imageBlocks(prose),
  ];
  return { images, links };
}

/** What stands before the value in a line of front matter, in YAML or TOML: a key, or the dash of a list. */
const frontKey = /^[ \t]*(?:-[ \t]{1,9})?(?:["']?[\w.-]{1,100}["']?[ \t]{0,9}[:=])?[ \t]{0,9}\[?/;
const frontValue = /^(?:"([^"]+)"|'([^']+)'|([^"'#,[\]]+))/;

const inFrontMatter = (front: string): ImageLink[] =>
  linesOf(front).flatMap(({ line, start }) => {
    const key = frontKey.exec(line)?.[0] ?? '';
    const [, double, single, bare] = frontValue.exec(line.slice(key.length)) ?? [];
    const url = (double ?? single ?? bare ?? '').trim();
    if (!isImageAddress(url) || /[*`<>{}]/.test(url)) return [];
    const at = start + key.length + (bare === undefined ? 1 : 0);
    const target = { start: at, end: at + url.length };
    return [linkWith({ kind: 'frontMatter', span: target, url, target })];
  });

/** `![[name.png|300]]` of Obsidian and Foam; `[[/images/a.png|alt=A]]` of wikis. */
function embeds(prose: string, links: string[]): ImageLink[] {
  return delimited(prose, '[[', ']]', true).flatMap(({ start, end, inside }) => {
    const bar = inside.indexOf('|');
    const name = bar < 0 ? inside : inside.slice(0, bar);
    const rest = bar < 0 ? '' : inside.slice(bar + 1);
    const url = name.replace(/\\$/, '').trim();
    if (!isImageAddress(url)) return [];
    const isEmbed = prose.charAt(start - 1) === '!';
    if (!isEmbed && !rest.includes('alt=') && !url.startsWith('/')) {
      links.push(url);
      return [];
    }
    const at = start + 2 + inside.indexOf(url);
    const plain = withoutSuffix(url);
    const size = /^[ \t]{0,9}(?:width=)?(\d{1,5})(?:px)?(?:x\d{1,5})?[ \t]{0,9}$/.exec(
      rest.slice(rest.lastIndexOf('|') + 1),
    )?.[1];
    return [
      linkWith({
        kind: 'wiki',
        span: { start: isEmbed ? start - 1 : start, end },
        url: plain,
        target: { start: at, end: at + plain.length },
        shownWidth: widthOf(size),
      }),
    ];
  });
}

const pair =
  /(?<![\w-])(?:([\w-]{1,60})[ \t]{0,9}=[ \t]{0,9})?(?:"((?:[^"\\\n]|\\.){0,500})"|'((?:[^'\\\n]|\\.){0,500})'|`([^`]{0,500})`|([^\s"'`=]{1,500}))/g;
/** What a template itself does with a path is part of an address and no image of its own. */
const addressTags = /^(?:link|post_url|asset_path|static|rel?ref|assign|if|for|unless|comment|raw)$/;

/** `{{< figure src="a.png" >}}` of Hugo, `{% include image.html path="a.png" %}` of Jekyll. */
function shortcodes(prose: string, links: string[]): ImageLink[] {
  const all = [
    ...delimited(prose, '{{<', '>}}'),
    ...delimited(prose, '{{%', '%}}'),
    ...delimited(prose, '{%', '%}').filter(({ start }) => prose.charAt(start - 1) !== '{'),
  ];
  return all.flatMap(({ start, end, inside }) => {
    const name = /^-?\s{0,9}([\w./-]{1,60})/.exec(inside);
    if (name === null || name[1]?.startsWith('/') || addressTags.test(name[1] ?? '')) return [];
    const open = prose.startsWith('{%', start) ? 2 : 3;
    const first = start + open + name[0].length;
    const values = valuesIn(inside.slice(name[0].length), first);
    const images = [...values].filter(([, { value }]) => isImageAddress(value) && !value.includes('{{'));
    const [main] = images;
    links.push(...images.slice(1).map(([, { value }]) => value));
    if (main === undefined) return [];
    const { value, place } = main[1];
    return [
      linkWith({
        kind: 'shortcode',
        span: { start, end },
        url: value,
        target: place,
        alt: values.get('alt')?.value ?? '',
        altPlace: values.get('alt')?.whole,
        shownWidth: widthOf(values.get('width')?.value),
      }),
    ];
  });
}

interface Value {
  value: string;
  /** Without its quotes. */
  place: Span;
  /** With them. */
  whole: Span;
}

/** Values by their names in lower case, those without a name by their number. */
function valuesIn(text: string, start: number): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const found of text.matchAll(pair)) {
    const [all, key, double, single, raw, bare] = found;
    const written = double ?? single ?? raw ?? bare ?? '';
    const whole = start + found.index + all.length;
    const quote = bare === undefined ? 1 : 0;
    const end = whole - quote;
    const place = { start: end - written.length, end };
    values.set(key?.toLowerCase() ?? `#${values.size}`, {
      // Hugo and Jekyll know this escape and no other.
      value: double === undefined ? written : written.replaceAll('\\"', '"'),
      place,
      whole: { start: place.start - quote, end: whole },
    });
  }
  return values;
}

const figure = /^[ \t]*:{3,9}\{(?:figure|image|thumbnail)\}[ \t]{1,9}(?=\S)/;

/** `:::image source="a.png" alt-text="A":::` of Microsoft's documents, and `:::{figure} a.png` of MyST. */
function imageBlocks(prose: string): ImageLink[] {
  const open = ':::image';
  const blocks = delimited(prose, open, ':::', true).flatMap(({ start, end, inside }) => {
    const values = valuesIn(inside, start + open.length);
    const source = values.get('source');
    if (source === undefined) return [];
    const alt = values.get('alt-text');
    return [
      linkWith({
        kind: 'directive',
        span: { start, end },
        url: source.value,
        target: source.place,
        alt: alt?.value ?? '',
        altPlace: alt?.whole,
      }),
    ];
  });
  const figures = linesOf(prose).flatMap(({ line, start }) => {
    const lead = figure.exec(line)?.[0];
    if (lead === undefined) return [];
    const url = /^\S+/.exec(line.slice(lead.length))?.[0] ?? '';
    const at = start + lead.length;
    const span = { start, end: start + line.length };
    return [linkWith({ kind: 'directive', span, url, target: { start: at, end: at + url.length } })];
  });
  return [...blocks, ...figures];
}
