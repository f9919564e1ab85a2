/** Whether the key is the object's own. Safe for keys that people write ("constructor"); tells the compiler. */
export function hasKey<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key)
}
