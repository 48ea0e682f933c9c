import type { CSSResult } from 'lit';
import { base } from './base.ts';
import { compare } from './compare.ts';
import { form } from './form.ts';
import { gallery } from './gallery.ts';
import { jobs } from './jobs.ts';
import { layout } from './layout.ts';
import { pages } from './pages.ts';
import { panes } from './panes.ts';
import { prompts } from './prompts.ts';
import { report } from './report.ts';
import { result } from './result.ts';
import { results } from './results.ts';
import { run } from './run.ts';
import { stage } from './stage.ts';
import { variants } from './variants.ts';

/** The page's style sheets, constructed: the policy needs no exception for them. */
export const pageSheets: CSSStyleSheet[] = [
  base,
  form,
  run,
  prompts,
  stage,
  panes,
  compare,
  result,
  results,
  jobs,
  layout,
  pages,
  report,
  gallery,
  variants,
]
  .map((sheet: CSSResult) => sheet.styleSheet)
  .filter((sheet) => sheet !== undefined);
