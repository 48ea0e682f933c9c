import { linkedFailure } from '../../api/answer/links.ts';
import type { Answer, ImageSink, Usage } from '../../api/answer/response.ts';
import { failure, mayBeBilled } from '../../api/failures.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { inARow, plural, t } from '../../shared/l10n.ts';

/**
 * One answer to several who asked as one: the pictures in their order, one for each, and what was said and spent
 * shared out. Whoever gets none is told so; what came beyond that goes to the last.
 * @param count how many wait for one
 * @param asked how many were asked for; those that nobody waits for any more have their share of what was spent
 */
export function sharesOf<S extends ImageSink>(
  answer: Answer<S>,
  count: number,
  asked: number,
): Outcome<Answer<S>>[] {
  const images = [answer.final, ...answer.others];
  const given = Math.min(count, images.length);
  const missing = count - images.length;
  // Pictures that were only linked to, and could not be fetched.
  const links = answer.links.slice(0, Math.max(0, missing));
  return Array.from({ length: count }, (_, index) => {
    const final = images[index];
    if (final === undefined) {
      const link = links[index - given];
      return fail(link === undefined ? tooFew(images.length, asked) : linkedFailure([link]));
    }
    const isFirst = index === 0;
    const { usage, ...rest } = answer;
    return succeed({
      ...rest,
      final,
      others: index === given - 1 ? images.slice(count) : [],
      thoughts: isFirst ? answer.thoughts : { images: [], texts: [] },
      links: isFirst ? answer.links.slice(links.length) : [],
      ...(usage && { usage: shareOf(usage, index, Math.min(asked, images.length)) }),
    });
  });
}

function tooFew(came: number, asked: number) {
  const sentence = inARow(
    plural(
      came,
      {
        one: '{asked} pictures were requested at once, but only {count} came.',
        other: '{asked} pictures were requested at once, but only {count} came.',
      },
      { asked },
    ),
    mayBeBilled(),
    t('Run this one again.'),
  );
  return failure('answer.tooFew', sentence, 'maybe', ['runAgain']);
}

/** Whole tokens; all shares together are what was told. */
function shareOf(usage: Usage, index: number, count: number): Usage {
  const share = (whole: number) => Math.floor(whole / count) + (index < whole % count ? 1 : 0);
  return Object.fromEntries(
    Object.entries(usage).map(([key, value]) => {
      if (typeof value === 'number') return [key, share(value)];
      if (typeof value !== 'object') return [key, value];
      return [
        key,
        Object.fromEntries(
          Object.entries(value as Record<string, number>).map(([kind, part]) => [kind, share(part)]),
        ),
      ];
    }),
  );
}
