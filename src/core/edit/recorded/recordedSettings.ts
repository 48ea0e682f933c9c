import type { Settings, SettingsValues } from '../../ports.ts';

/** The settings of a panel whose answers are recorded: no provider, no key, and no record that names a model. */
export function recordedSettings(settings: Settings): Settings {
  const recorded = (values: SettingsValues): SettingsValues => ({
    ...values,
    provider: 'recorded',
    model: '',
    defaultAspectRatio: 'auto',
    defaultSize: 'auto',
    defaultThinking: '',
    outputFormat: 'source',
    outputRecord: 'none',
  });
  return { read: (uri) => recorded(settings.read(uri)), readOwn: () => recorded(settings.readOwn()) };
}
