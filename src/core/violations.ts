import type { AskedInputs, AskedOptions, OptionKey, Violation } from './askedOptions.ts';
import type { ModelCapabilities } from './capabilities.ts';
import { conflicts } from './optionConflicts.ts';
import { type OptionRule, optionRules } from './optionRules.ts';
import { inARow, inCommas, plural, t } from './shared/l10n.ts';

/**
 * Everything that is asked of a model and it can't take, each with its sentence, the gravest first; empty when
 * it takes all.
 * The one place that knows: what is offered, checked early, or refused before sending comes from here.
 */
export function violations(
  options: AskedOptions,
  capabilities: ModelCapabilities,
  inputs: AskedInputs = { count: 0 },
): Violation[] {
  return [
    ...modelViolations(capabilities),
    ...inputViolations(capabilities, inputs),
    ...optionRules.flatMap((one) => optionViolation(one as OptionRule<OptionKey>, options, capabilities)),
    ...conflicts(options, inputs),
  ];
}

/** The options with those left to the model that violate what it can do. */
export function withoutViolations<Options extends AskedOptions>(
  options: Options,
  found: readonly Violation[],
): Options {
  const unset = optionRules
    .filter(({ key }) => found.some((violation) => violation.key === key))
    .map(({ key, unset }) => [key, unset]);
  return { ...options, ...Object.fromEntries(unset) };
}

function optionViolation(
  { key, code, unset, taken, alsoTakes, refusal }: OptionRule<OptionKey>,
  options: AskedOptions,
  capabilities: ModelCapabilities,
): Violation[] {
  const value = options[key];
  if (value === undefined || value === unset || taken(capabilities).includes(value)) return [];
  if (alsoTakes?.(value, capabilities)) return [];
  const fault = refusal(value, capabilities);
  const values = inCommas(taken(capabilities).map(String));
  const instead =
    values === ''
      ? t('Leave it out, or use another model.')
      : t('Use {values}, or another model.', { values });
  return [{ key, code, fault, sentence: inARow(fault, instead), remedy: 'model' }];
}

function inputViolations(
  { name, maxInputs, inputTypes }: ModelCapabilities,
  asked: AskedInputs,
): Violation[] {
  const { count, types = [] } = asked;
  const found: Violation[] = [];
  const violate = (code: string, fault: string, instead: string) =>
    found.push({ key: 'inputs', code, fault, sentence: inARow(fault, instead), remedy: 'inputs' });
  if (count > maxInputs) {
    const fault = plural(
      maxInputs,
      {
        one: '{name} takes one image at most in one request.',
        other: '{name} accepts at most {count} images in one request.',
      },
      { name },
    );
    const instead = t('Remove {surplus} of the {all}.', { surplus: count - maxInputs, all: count });
    violate('request.tooManyInputs', fault, instead);
  }
  const wrong = types.findIndex((type) => !inputTypes.includes(type));
  if (wrong >= 0) {
    const fault = t("Input {number} is {type}, which {name} doesn't accept.", {
      number: wrong + 1,
      type: types[wrong] ?? '',
      name,
    });
    violate('request.badImageType', fault, t('Convert it to PNG or JPEG first.'));
  }
  return found;
}

function modelViolations({ name, cannotBeAsked }: ModelCapabilities): Violation[] {
  if (cannotBeAsked === undefined) return [];
  const fault = inARow(t("{name} can't be asked.", { name }), cannotBeAsked);
  const sentence = inARow(fault, t('Choose another model.'));
  return [{ key: 'model', code: 'request.otherEngine', fault, sentence, remedy: 'model' }];
}
