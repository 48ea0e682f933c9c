/** UTF-16 units; what a page says stands near its beginning. */
const mostOfPage = 50_000;

/**
 * The title and words of a web page, undefined for what is none. Takes time in step with the length,
 * whatever comes.
 */
export function textOfPage(text: string): string | undefined {
  const page = text.slice(0, mostOfPage);
  if (
    !/<(?:!doctype|html|head|body|title|h1|center|p|div|pre|script|style|meta|\?xml|error|message)\b/i.test(
      page,
    )
  )
    return undefined;
  const title = page.match(/<title\b[^<>]*>([^<]*)/i)?.[1]?.trim();
  const words = withoutTags(withoutScripts(page)).trim();
  return title && !words.startsWith(title) ? `${title}. ${words}` : words;
}

/** Each piece follows the start or the end of an element, or nothing; those after a start are code. */
function withoutScripts(page: string): string {
  const pieces = page.split(/<(\/?)(?:script|style)\b/i);
  return pieces.filter((_, at) => at % 2 === 0 && pieces[at - 1] !== '').join(' <');
}

const withoutTags = (page: string): string => page.replace(/<[^<>]*>/g, ' ');
