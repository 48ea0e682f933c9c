import type * as z from 'zod/mini';

/** A closed set of requests that a page may ask its host: each with what goes in and, where there is one, what comes back. */
export type RequestSet = Readonly<
  Record<string, { readonly params: z.ZodMiniType; readonly result?: z.ZodMiniType }>
>;

/** A closed set of what a host tells its page without being asked. */
export type EventSet = Readonly<Record<string, { readonly params: z.ZodMiniType }>>;

export type NameIn<S> = Extract<keyof S, string>;
export type ParamsIn<S extends EventSet, N extends keyof S> = z.infer<S[N]['params']>;
export type ResultIn<S extends RequestSet, N extends keyof S> = S[N] extends {
  readonly result: infer R extends z.ZodMiniType;
}
  ? z.infer<R>
  : // biome-ignore lint/suspicious/noConfusingVoidType: it is what handlers return
    void;

/** One handler for every request of a set; the compiler holds it total. */
export type HandlersOf<S extends RequestSet> = {
  [N in keyof S]: (
    params: z.infer<S[N]['params']>,
    signal: AbortSignal,
  ) => Promise<ResultIn<S, N>> | ResultIn<S, N>;
};
