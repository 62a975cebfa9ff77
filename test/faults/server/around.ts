/** How a call of a port is disturbed: `go` makes the call itself. */
export type Disturbance = (method: string, args: readonly unknown[], go: () => unknown) => unknown

/** The same port, with every method call passed through `disturb`. Works for ports that gain methods later. */
export function around<Port extends object>(port: Port, disturb: Disturbance): Port {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function' || typeof name !== 'string') return value
      return (...args: unknown[]): unknown => disturb(name, args, () => Reflect.apply(value, target, args) as unknown)
    },
  })
}
