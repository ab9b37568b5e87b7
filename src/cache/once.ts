/** Makes something of each object once; it is known for as long as the object lives. */
export function oncePer<Source extends object, Made>(
  make: (source: Source) => Made,
): (source: Source) => Made {
  const known = new WeakMap<Source, Made>()
  return (source) => {
    const made = known.get(source) ?? make(source)
    known.set(source, made)
    return made
  }
}
