import { fitOptions } from '../../../../core/edit/plan/defaultOptions.ts';
import { capabilitiesFor } from '../../../../core/edit/plan/providerOf.ts';
import type { SettingsValues } from '../../../../core/ports.ts';
import type { EditOptions } from '../../../../core/shared/options.ts';
import type { Markup, Region } from '../../../../core/shared/region/region.ts';

/** A change to a state that has a form. */
type FormChange = (state: { readonly form: Form; readonly status: string }) => {
  form: Form;
  status?: string;
};

/** What the person has written and chosen for the next run, beside its inputs. */
export interface Form {
  /** URI of the folder for what has no file of its own. */
  readonly folder: string | undefined;
  /** Name that the results get, where one is wanted. */
  readonly fileName: string | undefined;
  readonly prompt: string;
  /** What was put there and not typed, as it was put. */
  readonly given: string | undefined;
  /** What a preset put there last, alone. */
  readonly preset: string | undefined;
  /** Grows with each prompt that is put over what is typed. */
  readonly promptEpoch: number;
  readonly options: EditOptions;
  /** How many results of each request are asked for. */
  readonly variants: number;
  readonly severalMode: 'combine' | 'each';
  /** Where the edited image may change; undefined: everywhere. */
  readonly region: Region | undefined;
  /** Marks on the edited image for the model. */
  readonly markup: Markup | undefined;
  /** Grows with each region or markup that the person did not draw just now. */
  readonly marksEpoch: number;
}

export const newForm = (options: EditOptions, folder: string | undefined): Form => ({
  folder,
  fileName: undefined,
  prompt: '',
  given: undefined,
  preset: undefined,
  promptEpoch: 0,
  options,
  variants: 1,
  severalMode: 'combine',
  region: undefined,
  markup: undefined,
  marksEpoch: 0,
});

/** Other values in the form. */
export const fillIn =
  (values: Partial<Form>): FormChange =>
  ({ form }) => ({ form: { ...form, ...values } });

/** Puts a region and markup in the place of what is drawn. */
export const putMarks =
  ({ region, markup }: { region?: Region | undefined; markup?: Markup | undefined }): FormChange =>
  ({ form }) => ({ form: { ...form, region, markup, marksEpoch: form.marksEpoch + 1 } });

/** Puts a prompt over what is typed. */
export const overwritePrompt =
  (prompt: string): FormChange =>
  ({ form }) => ({ form: { ...form, prompt, promptEpoch: form.promptEpoch + 1 } });

/** Puts a preset after what is typed; one that nobody has changed since gives way to the next. */
export const insertPreset =
  (preset: string): FormChange =>
  ({ form }) => {
    const typed = form.prompt.trimEnd();
    const isAlone = typed === '' || form.prompt === form.preset;
    return {
      form: {
        ...form,
        prompt: isAlone ? preset : `${typed}\n${preset}`,
        preset: isAlone ? preset : undefined,
        promptEpoch: form.promptEpoch + 1,
      },
    };
  };

/** Options as far as their model has them. */
export const takeOptions =
  (options: EditOptions, values: SettingsValues): FormChange =>
  ({ form }) => ({
    form: { ...form, options: fitOptions(options, capabilitiesFor(values, options.model)).options },
  });

/** Other options, as far as the model has them; says what had to become another one. */
export const chooseOptions =
  (chosen: Partial<EditOptions>, values: SettingsValues): FormChange =>
  ({ form, status }) => {
    const asked = { ...form.options, ...chosen };
    const { options, changes } = fitOptions(asked, capabilitiesFor(values, asked.model));
    return { form: { ...form, options }, status: changes.length > 0 ? changes.join(' ') : status };
  };
