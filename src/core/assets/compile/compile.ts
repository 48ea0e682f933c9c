import { isMade } from '../../editRequest.ts';
import { extensionFits, typeOfExtension } from '../../images/imageTypes.ts';
import { formatNumber, inARow, inCommas, t } from '../../shared/l10n.ts';
import { folderOf, splitName } from '../../uris.ts';
import { type Manifest, problemAt } from '../manifest/manifest.ts';
import { type AssetData, assetFormats, longestPrompt } from '../manifest/schema.ts';
import { didYouMean, type Problem } from '../yaml/problems.ts';
import type { Path } from '../yaml/yamlText.ts';
import type { Asset } from './asset.ts';
import { findCollisions } from './collisions.ts';
import { findCycles } from './cycles.ts';
import { beyondModel } from './modelFit.ts';
import { canonicalUri, placeOf } from './places.ts';
import { combinationsOf, countOf, fillIn, namesIn, type Values } from './variables.ts';

/** All manifests of a workspace folder together: what they make, and what is wrong with them. */
export interface Project {
  /** Canonical URI of the folder that nothing leaves. */
  workspace: string;
  manifests: readonly Manifest[];
  /** In the order of the manifests. Entries with a problem are left out. */
  assets: Asset[];
  problems: Problem[];
  /** Nothing is refused for them, but they may cost money. */
  warnings: Problem[];
}

/** More files than any docs have. */
const mostAssets = 50_000;
/** Larger pictures are refused by every codec here. */
const mostPixels = 100_000_000;

/** Unfolds manifests into single assets and checks what can be checked without files. */
export function compile(manifests: readonly Manifest[], workspaceUri: string): Project {
  const workspace = canonicalUri(workspaceUri).replace(/\/$/, '');
  const problems = manifests.flatMap((manifest) => manifest.problems);
  const assets: Asset[] = [];
  for (const manifest of manifests) {
    const unfolder = new Unfolder(manifest, workspace, problems);
    for (const [index, entry] of (manifest.data?.assets ?? []).entries()) {
      if (entry === undefined) continue;
      if (assets.length + countOf(entry.variants ?? {}) > mostAssets) {
        const sentence = t('This makes more than {most} files. Use fewer variants.', {
          most: formatNumber(mostAssets),
        });
        problems.push(problemAt(manifest, ['assets', index], 'tooMany', sentence));
        break;
      }
      for (const asset of unfolder.unfold(entry, index)) assets.push(asset);
    }
  }
  const colliding = findCollisions(assets, problems);
  const sound = assets.filter((asset) => !colliding.has(asset));
  const turning = findCycles(sound, problems);
  const warnings = manifests.flatMap((manifest) => manifest.warnings);
  return { workspace, manifests, warnings, assets: sound.filter((asset) => !turning.has(asset)), problems };
}

/** Makes single assets of the entries of one manifest. */
class Unfolder {
  readonly #manifest: Manifest;
  readonly #workspace: string;
  readonly #folder: string;
  readonly #problems: Problem[];
  readonly #common: Values;

  constructor(manifest: Manifest, workspace: string, problems: Problem[]) {
    this.#manifest = manifest;
    this.#workspace = workspace;
    this.#folder = canonicalUri(folderOf(manifest.uri));
    this.#problems = problems;
    this.#common = this.#textsOf(manifest.data?.defaults?.variables, ['defaults', 'variables']);
  }

  unfold(entry: AssetData, index: number): Asset[] {
    const path = ['assets', index];
    const own = { ...this.#common, ...this.#textsOf(entry.variables, [...path, 'variables']) };
    const variants = Object.fromEntries(
      Object.entries(entry.variants ?? {}).map(([name, list]) => [
        name,
        list.map((value, place) => this.#textOf(value, [...path, 'variants', name, place])),
      ]),
    );
    if (!this.#namesAreKnown(entry, path, [...Object.keys(own), ...Object.keys(variants)])) return [];
    const assets: Asset[] = [];
    for (const variant of combinationsOf(variants)) {
      const asset = this.#assetOf(entry, index, { ...own, ...variant }, variant);
      // The other variants would have the same to say.
      if (asset === undefined) break;
      assets.push(asset);
    }
    return assets;
  }

  #assetOf(entry: AssetData, index: number, values: Values, variant: Values): Asset | undefined {
    const path = ['assets', index];
    const { defaults } = this.#manifest.data ?? {};
    const choice = <K extends keyof NonNullable<typeof defaults> & keyof AssetData>(name: K) =>
      entry[name] ?? defaults?.[name];
    const output = this.#outputOf(fillIn(entry.output, values), entry.format, defaults?.format, path);
    if (output === undefined) return undefined;
    const inputs: Asset['inputs'] = [];
    for (const [place, template] of (entry.inputs ?? []).entries()) {
      const input = fillIn(template, values);
      const found = placeOf(this.#workspace, this.#folder, input, false);
      if (!found.ok) return this.#refuse([...path, 'inputs', place], found.code, found.sentence);
      inputs.push({ path: input, uri: found.uri });
    }
    const prompt = fillIn(entry.prompt, values).trim();
    if (prompt.length > longestPrompt) {
      const sentence = t(
        'The prompt has {length} characters when its variables are filled in; at most {most} can be asked for.',
        { length: formatNumber(prompt.length), most: formatNumber(longestPrompt) },
      );
      return this.#refuse([...path, 'prompt'], 'tooLong', sentence);
    }
    if (prompt === '') return this.#refuse([...path, 'prompt'], 'empty', t('The prompt is empty.'));
    const [width = 0, height = 0] = (choice('pixels') ?? '').split('x').map(Number);
    if (width * height > mostPixels) {
      const at = entry.pixels === undefined ? ['defaults', 'pixels'] : [...path, 'pixels'];
      return this.#refuse(
        at,
        'pixels',
        t('That is more than the 100 million pixels an image may have here.'),
      );
    }
    const size = choice('size') ?? 'auto';
    const asset: Asset = {
      ...output,
      prompt,
      inputs,
      model: choice('model')?.replace(/^models\//, ''),
      options: {
        aspectRatio: choice('aspectRatio') ?? 'auto',
        size: size === 512 ? '512' : size,
        thinking: choice('thinking') ?? '',
        quality: choice('quality') ?? '',
        complexity: choice('complexity') ?? '',
        background: choice('background') ?? 'auto',
        format: isMade(output.type) ? output.type : 'auto',
        keepTransparency: choice('keepTransparency') ?? false,
      },
      pixels: width > 0 && !isMade(output.type) ? { width, height } : undefined,
      region: entry.region,
      variant,
      manifest: this.#manifest,
      index,
    };
    const bound = (['pixels', 'region', 'keepTransparency'] as const).find((key) => entry[key] !== undefined);
    if (isMade(output.type) && bound !== undefined) {
      const sentence = t('{type} files stay as the model makes them, so “{key}” has no effect. Remove it.', {
        type: output.type.toUpperCase(),
        key: bound,
      });
      return this.#refuse([...path, bound], 'made', sentence);
    }
    if (entry.region !== undefined && inputs.length === 0) {
      const sentence = t('A region says where the first input may change, but there is no input.');
      return this.#refuse([...path, 'region'], 'region', sentence);
    }
    for (const { key, sentence } of beyondModel(asset)) {
      const at = Object.hasOwn(entry, key) ? [...path, key] : ['defaults', key];
      return this.#refuse(at, 'model', sentence);
    }
    return asset;
  }

  #outputOf(
    written: string,
    own: AssetData['format'],
    common: AssetData['format'],
    path: Path,
  ): Pick<Asset, 'uri' | 'name' | 'type'> | undefined {
    const { extension } = splitName(written.split('/').at(-1) ?? '');
    const named = typeOfExtension(extension);
    const format = own ?? common;
    const isBare = extension === '' && !written.endsWith('/');
    if (isBare && format === undefined) {
      const sentence = t('"{written}" has no file extension. Add one ({formats}), or set "format".', {
        written,
        formats: inCommas(assetFormats),
      });
      return this.#refuse([...path, 'output'], 'ending', sentence);
    }
    const output = isBare ? `${written}.${format === 'jpeg' ? 'jpg' : format}` : written;
    const type = assetFormats.find((known) => known === (isBare ? format : named));
    if (type === undefined) {
      const sentence = t(`Files of type ".{extension}" can't be made. Use {formats}.`, {
        extension,
        formats: inCommas(assetFormats),
      });
      return this.#refuse([...path, 'output'], 'ending', sentence);
    }
    if (!isBare && own !== undefined && !extensionFits(own, extension)) {
      const sentence = t('The format is {own}, but the output ends in ".{extension}". Change one of them.', {
        own,
        extension,
      });
      return this.#refuse([...path, 'format'], 'format', sentence);
    }
    const place = placeOf(this.#workspace, this.#folder, output, true);
    if (!place.ok) return this.#refuse([...path, 'output'], place.code, place.sentence);
    return { uri: place.uri, name: place.name, type };
  }

  #namesAreKnown(entry: AssetData, path: Path, known: readonly string[]): boolean {
    const texts: [Path, string][] = [
      [[...path, 'output'], entry.output],
      [[...path, 'prompt'], entry.prompt],
      ...(entry.inputs ?? []).map((input, place): [Path, string] => [[...path, 'inputs', place], input]),
    ];
    let all = true;
    for (const [at, text] of texts) {
      for (const name of namesIn(text)) {
        if (known.includes(name)) continue;
        all = false;
        const sentence = inARow(
          t('There is no variable "{name}".', { name }),
          didYouMean(name, known) || t('Add it to "variables" or "variants".'),
        );
        this.#refuse(at, 'unknownVariable', sentence);
      }
    }
    return all;
  }

  #textsOf(variables: AssetData['variables'], path: Path): Values {
    return Object.fromEntries(
      Object.entries(variables ?? {}).map(([name, value]) => [name, this.#textOf(value, [...path, name])]),
    );
  }

  /** As it is written: `1.10` stays `1.10`. */
  #textOf(value: string | number | boolean, path: Path): string {
    return typeof value === 'string' ? value : (this.#manifest.text.sourceOf(path) ?? String(value));
  }

  #refuse(path: Path, code: string, sentence: string): undefined {
    this.#problems.push(problemAt(this.#manifest, path, code, sentence));
    return undefined;
  }
}
