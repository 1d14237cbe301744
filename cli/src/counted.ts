/** `1 campaign`, `2 campaigns`. @param noun singular, with a plural in -s */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
