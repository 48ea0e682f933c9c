/** The pages that list many things: the report on docs images and the gallery. Their HTML is that of `main.ts`. */
import { startGallery } from './pages/galleryPage.ts';
import { startReport } from './pages/reportPage.ts';
import { startPage } from './start.ts';
import { base } from './styles/base.ts';
import { compare } from './styles/compare.ts';
import { form } from './styles/form.ts';
import { gallery } from './styles/gallery.ts';
import { pages } from './styles/pages.ts';
import { panes } from './styles/panes.ts';
import { prompts } from './styles/prompts.ts';
import { report } from './styles/report.ts';
import { result } from './styles/result.ts';
import { results } from './styles/results.ts';
import { sheetsOf } from './styles/sheets.ts';

startPage(
  { report: startReport, gallery: startGallery },
  sheetsOf([base, form, prompts, panes, compare, result, results, pages, report, gallery]),
);
