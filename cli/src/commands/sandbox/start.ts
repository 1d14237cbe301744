import { type Command, InvalidArgumentError } from 'commander'
import { endRequest, endTogether } from '../../end-together.ts'
import { launch } from '../../launch.ts'
import { print } from '../../output.ts'
import { setting } from '../../server-access.ts'
import { commandWith } from '../../global-options.ts'

export function startSandboxCommand(): Command {
  return commandWith([], 'start')
    .description('start the sandbox alone, for any client')
    .option('--port <port>', 'port to listen on (LETTERLOCK_SANDBOX_PORT, or 4401)', readPort)
    .option('--state-file <file>', 'keep its state in this file between runs')
    .action(async ({ port, stateFile }: { port?: string; stateFile?: string }) => {
      const usedPort = port ?? setting('LETTERLOCK_SANDBOX_PORT')
      const usedStateFile = stateFile ?? setting('LETTERLOCK_SANDBOX_STATE_FILE')
      const request = endRequest()
      const environment = {
        ...(usedPort && { LETTERLOCK_SANDBOX_PORT: usedPort }),
        ...(usedStateFile && { LETTERLOCK_SANDBOX_STATE_FILE: usedStateFile }),
      }
      const sandbox = await launch('sandbox', environment, { endRequest: request })
      print(`The sandbox is ready   ${sandbox.url}/_sandbox/`)
      print('That page lists the simulated providers, their users and their passwords.')
      print(`Call ${sandbox.url}/HOST/PATH instead of https://HOST/PATH.`)
      print('Stop with Ctrl-C.')
      await endTogether([sandbox], request)
    })
}

function readPort(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return text
  throw new InvalidArgumentError('Give a whole number from 0 to 65535.')
}
