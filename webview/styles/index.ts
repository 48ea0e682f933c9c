import { attempts } from './attempts.ts';
import { base } from './base.ts';
import { choices } from './choices.ts';
import { compare } from './compare.ts';
import { form } from './form.ts';
import { layout } from './layout.ts';
import { mark } from './mark.ts';
import { markLayer } from './markLayer.ts';
import { panes } from './panes.ts';
import { prompts } from './prompts.ts';
import { result } from './result.ts';
import { results } from './results.ts';
import { run } from './run.ts';
import { setup } from './setup.ts';
import { sheetsOf } from './sheets.ts';
import { stage } from './stage.ts';

/** The style sheets of the panel. */
export const panelSheets = sheetsOf([
  base,
  form,
  choices,
  run,
  prompts,
  stage,
  panes,
  compare,
  mark,
  markLayer,
  result,
  results,
  attempts,
  layout,
  setup,
]);
