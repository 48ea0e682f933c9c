import { t } from '../../shared/l10n.ts';

/** A part of one line that is to be replaced; columns count from 0. */
export interface LineEdit {
  from: number;
  to: number;
  text: string;
}

/** The text of a line behind its dashes and its key, put in quotes; undefined where it has none, or is quoted. */
export function quotedText(line: string): LineEdit | undefined {
  const [, lead = '', key, text = ''] =
    /^(\s*(?:- +)*(?:([A-Za-z_][\w-]*)[ \t]*:[ \t]+)?)(\S.*)$/.exec(line.trimEnd()) ?? [];
  if (text === '' || /^(?:"[^"\\]*"|'[^']*'|#.*|[|>][-+\d]*)$/.test(text)) return undefined;
  // Lists and sets of keys are meant as such, except in plain words.
  if (/^[[{]/.test(text) && key !== 'prompt') return undefined;
  if (key === undefined && /^[A-Za-z_][\w-]*:$/.test(text)) return undefined;
  const quoted = /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
  return { from: lead.length, to: lead.length + text.length, text: quoted };
}

/** Why a text has to stand in quotes, as a sentence. */
export function whyQuoted(line: string): string {
  const edit = quotedText(line);
  const text = edit === undefined ? '' : line.slice(edit.from, edit.to);
  const [first = ''] = text;
  if (/^[^"'[{\w\s]/.test(first))
    return t('Put this text in quotes: YAML gives "{first}" at its start a special meaning.', { first });
  return /:(?:\s|$)/.test(text)
    ? t('Put this text in quotes: YAML reads a colon and a space as a new key.')
    : t('Put this text in quotes: YAML can’t read it as plain text.');
}
