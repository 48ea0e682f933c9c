import type { CSSResult } from 'lit';
import { base } from './base.ts';
import { compare } from './compare.ts';
import { form } from './form.ts';
import { layout } from './layout.ts';
import { pages } from './pages.ts';
import { prompts } from './prompts.ts';
import { results } from './results.ts';
import { stage } from './stage.ts';

/** The page's style sheets, constructed: the policy needs no exception for them. */
export const pageSheets: CSSStyleSheet[] = [base, form, prompts, stage, compare, results, layout, pages]
  .map((result: CSSResult) => result.styleSheet)
  .filter((sheet) => sheet !== undefined);
