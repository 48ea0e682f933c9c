import type { TemplateResult } from 'lit';
import type { JobPhase } from '../../../src/core/shared/jobPhases.ts';
import { icon } from './parts.ts';

const phaseIcons: Partial<Record<JobPhase, string>> = {
  queued: 'clock',
  done: 'pass',
  failed: 'error',
  stopped: 'circle-slash',
  interrupted: 'debug-disconnect',
};

/** How a job stands, as an icon: turning while it is at work. */
export function phaseIcon(phase: JobPhase): TemplateResult {
  const name = phaseIcons[phase];
  return name === undefined ? icon('loading', 'codicon-modifier-spin') : icon(name, phase);
}
