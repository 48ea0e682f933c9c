/** All states of the panel by their names: the gallery and axe take each. */
export * from './batch.ts';
export * from './form.ts';
export * from './region.ts';
export * from './results.ts';
export * from './run.ts';
export * from './setup.ts';
export * from './variants.ts';
