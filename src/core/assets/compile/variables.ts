/** The values by which `${name}` is filled in. */
export type Values = Readonly<Record<string, string>>;

const pattern = /\$(\$?)\{([^{}]*)\}/g;

/** The names that a text asks for, each once. `$${name}` asks for nothing: it stands for the text itself. */
export function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, escaped, name = ''] of text.matchAll(pattern)) if (!escaped) names.add(name.trim());
  return names;
}

/** Fills in the values; a name without one stays as it stands. */
export const fillIn = (text: string, values: Values): string =>
  text.includes('$')
    ? text.replace(pattern, (whole, escaped: string, name: string) =>
        escaped ? whole.slice(1) : (heldValue(values, name.trim()) ?? whole),
      )
    : text;

const heldValue = (values: Values, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** How many combinations there are; the product, without making them. */
export const countOf = (variants: Readonly<Record<string, readonly unknown[]>>): number =>
  Object.values(variants).reduce((product, list) => product * list.length, 1);

/** Every combination, the last name changing fastest; one without values when there are no variants. */
export function combinationsOf(variants: Readonly<Record<string, readonly string[]>>): Values[] {
  let combinations: Values[] = [{}];
  for (const [name, list] of Object.entries(variants)) {
    combinations = combinations.flatMap((values) => list.map((value) => ({ ...values, [name]: value })));
  }
  return combinations;
}
