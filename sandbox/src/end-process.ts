/**
 * Exits with status 0. A parent process is told before, by the end of its IPC channel, that nothing is left to do: Node can stand still while it
 * exits (https://github.com/nodejs/node/issues/54918).
 */
export function endProcess(): void {
  if (!process.connected) process.exit(0)
  process.once('disconnect', () => process.exit(0))
  process.disconnect?.()
}
