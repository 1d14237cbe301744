import { format } from 'oxfmt'
import options from '../.oxfmtrc.json' with { type: 'json' }

/**
 * Formats a text that is generated, as `npm run format` formats it.
 * @param file its name says the language
 */
export async function formatGenerated(file: string, text: string): Promise<string> {
  const { code, errors } = await format(file, text, options)
  const [error] = errors
  if (error) throw new SyntaxError(`${file}: ${error.message}`)
  return code
}
