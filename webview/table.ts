/**
 * The table of a batch: a script of its own, which the panel loads when the table is first asked for. Every panel
 * opens without it.
 */
import './components/batchTable.ts';
import { takeUpLanguage } from './start.ts';
import { sheetsOf } from './styles/sheets.ts';
import { table } from './styles/table.ts';

takeUpLanguage();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheetsOf([table])];
