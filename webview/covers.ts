/**
 * What a panel shows over its pictures on demand: the grid of variants, the table of a batch, the details. A script of
 * its own, which the panel loads when one of them is first asked for; every panel opens without it.
 */
import './components/results/batchTable.ts';
import './components/results/resultDetails.ts';
import './components/results/variantGrid.ts';
import { takeUpLanguage } from './start.ts';
import { sheetsOf } from './styles/sheets.ts';
import { table } from './styles/table.ts';
import { variants } from './styles/variants.ts';

takeUpLanguage();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheetsOf([table, variants])];
