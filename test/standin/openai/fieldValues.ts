import type { GivenFields } from './readFields.ts';
import { refuse, refuseValue } from './refuse.ts';

/** Reads the scalars of a request by name; `undefined` where a field is not given. */
export class FieldValues {
  readonly #given: GivenFields;

  constructor(given: GivenFields) {
    this.#given = given;
  }

  /** @throws {Refusal} for anything but a text */
  text(name: string): string | undefined {
    const value = this.#given.scalars.get(name);
    if (value === undefined || (value === null && !this.#given.form)) return undefined;
    if (typeof value !== 'string') throw wrongType(name, 'a string', value);
    return value;
  }

  /** @throws {Refusal} for what is none of these */
  oneOf(name: string, supported: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !supported.includes(value)) throw refuseValue(name, value, supported);
    return value;
  }

  /** @throws {Refusal} for what is no whole number or out of bounds */
  integer(name: string, least: number, most: number): number | undefined {
    const given = this.#given.scalars.get(name);
    if (given === undefined || (given === null && !this.#given.form)) return undefined;
    const value =
      this.#given.form && typeof given === 'string' && /^-?\d{1,9}$/.test(given) ? Number(given) : given;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, 'an integer', given);
    if (value < least || value > most) {
      const [side, bound, sign] =
        value < least ? ['below minimum', least, '>='] : ['above maximum', most, '<='];
      throw refuse(
        `Invalid '${name}': integer ${side} value. Expected a value ${sign} ${bound}, but got ${value} instead.`,
        {
          param: name,
          code: `integer_${side.replace(' ', '_').replace('minimum', 'min').replace('maximum', 'max')}_value`,
        },
      );
    }
    return value;
  }

  /** @throws {Refusal} for what is neither true nor false */
  boolean(name: string): boolean | undefined {
    const given = this.#given.scalars.get(name);
    if (given === undefined || given === null) return undefined;
    const value = this.#given.form && (given === 'true' || given === 'false') ? given === 'true' : given;
    if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', given);
    return value;
  }
}

const wrongType = (name: string, expected: string, value: unknown) =>
  refuse(
    `Invalid type for '${name}': expected ${expected}, but got ${value === null ? 'null' : `a ${typeof value}`} instead.`,
    { param: name, code: 'invalid_type' },
  );
