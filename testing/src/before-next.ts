type Method = (...given: readonly unknown[]) => Promise<unknown>

/**
 * Runs `between` once, right before the next call of this method, like a concurrent request between a read and a write. The call then
 * continues.
 */
export function beforeNext<Target extends object>(
  target: Target,
  method: keyof Target & string,
  between: () => Promise<unknown>,
): void {
  const methods = target as Record<string, Method>
  const original = methods[method]
  if (!original) throw new Error(`there is no ${method}`)
  methods[method] = async (...given) => {
    methods[method] = original
    await between()
    return original(...given)
  }
}
