type Method = (...args: never[]) => unknown

/** Puts another method in a method's place; `wrap` makes it from the one that was there. */
export function replace<This extends object>(
  owner: object,
  name: string,
  wrap: (
    original: (self: This, args: readonly unknown[]) => unknown,
  ) => (self: This, args: readonly unknown[]) => unknown,
): void {
  const method = Reflect.get(owner, name) as Method
  const wrapped = wrap((self, args) => Reflect.apply(method, self, args))
  Object.defineProperty(owner, name, {
    configurable: true,
    writable: true,
    value: function (this: This, ...args: unknown[]) {
      return wrapped(this, args)
    },
  })
}
