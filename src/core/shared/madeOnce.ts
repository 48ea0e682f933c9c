/**
 * Makes something of an object once, and anew only where what it depends on besides is another: of hundreds that are
 * shown few change at a time. The object must not be changed, nor what is made of it.
 */
export function madeOnce<Of extends object, Besides extends readonly unknown[], Made>(
  make: (of: Of, ...besides: Besides) => Made,
): (of: Of, ...besides: Besides) => Made {
  const known = new WeakMap<Of, { besides: Besides; made: Made }>();
  return (of, ...besides) => {
    const last = known.get(of);
    if (last?.besides.every((one, at) => one === besides[at])) return last.made;
    const made = make(of, ...besides);
    known.set(of, { besides, made });
    return made;
  };
}
