/** `/mcp` itself, or an address below it, in letters that are ours to the last. */
export function isOurs(asked: string, resource: string): boolean {
  return asked === resource || asked.startsWith(`${resource}/`)
}
