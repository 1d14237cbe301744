import { Command } from 'commander'
import { createInterface } from 'node:readline'
import { hubUrl, secretKey, type GlobalOptions } from '../hub-access.ts'
import { createBridge } from '../mcp-bridge.ts'

export function mcpCommand(): Command {
  return new Command('mcp')
    .description('serve an assistant over standard input and output (Model Context Protocol)')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const say = (line: string): void => void process.stdout.write(`${line}\n`)
      const carry = createBridge({ url: hubUrl(options), secretKey: secretKey(options), say })
      const underWay = new Set<Promise<void>>()
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() === '') continue
        // One slow call does not hold up the others.
        const carried = carry(line).finally(() => underWay.delete(carried))
        underWay.add(carried)
      }
      await Promise.all(underWay)
    })
}
