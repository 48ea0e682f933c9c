/** The pages that show pictures to look at: a comparison, and how an image was made. Their HTML is that of `main.ts`. */
import { startCompare } from './pages/comparePage.ts';
import { startRecord } from './pages/recordPage.ts';
import { startPage } from './start.ts';
import { base } from './styles/base.ts';
import { compare } from './styles/compare.ts';
import { form } from './styles/form.ts';
import { layout } from './styles/layout.ts';
import { pages } from './styles/pages.ts';
import { panes } from './styles/panes.ts';
import { result } from './styles/result.ts';
import { results } from './styles/results.ts';
import { sheetsOf } from './styles/sheets.ts';
import { stage } from './styles/stage.ts';

startPage(
  { compare: startCompare, record: startRecord },
  sheetsOf([base, form, stage, panes, compare, result, results, layout, pages]),
);
