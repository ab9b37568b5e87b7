/** Asks once of each thing that has a number of its own: questions to another process take time. */
export function remember<K extends { readonly id: number }, V>(ask: (key: K) => V): (key: K) => V {
  const known = new Map<number, V>()
  return (key) => {
    if (!known.has(key.id)) known.set(key.id, ask(key))
    return known.get(key.id) as V
  }
}
