import { parseArgs, type ParseArgsConfig } from 'node:util'

/** What `parseArgs` returns. @throws Error that says where the options are listed, if one is not known or has no value */
export function readOptions<Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    const isOfOptions =
      error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (!isOfOptions) throw error
    throw new Error(`${error.message.replace(/\.?$/, '.')} “${command} --help” lists the options.`, {
      cause: error,
    })
  }
}
