/** Ends a "process" at its n-th step outside itself: what it has done stays, it does and hears nothing more. */
export function createCrash(at: number, when: 'before' | 'after') {
  let step = 0
  let dead = false
  let die = () => {}
  const died = new Promise<'died'>((resolve) => {
    die = () => {
      dead = true
      resolve('died')
    }
  })
  const never = new Promise<never>(() => {})
  let diedAfter = ''

  function wrap<T extends object>(whole: T): T {
    return new Proxy(whole, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver)
        if (typeof method !== 'function') return method
        return async (...args: unknown[]) => {
          if (dead) return never
          step += 1
          const mine = step === at
          if (mine && when === 'before') die()
          if (mine && when === 'before') return never
          const result: unknown = await Reflect.apply(method, target, args)
          if (mine) diedAfter = String(name)
          if (mine) die()
          return dead ? never : result
        }
      },
    })
  }
  return { wrap, died, isDead: () => dead, diedAfter: () => diedAfter }
}
