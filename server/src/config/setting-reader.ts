import { readFileSync } from 'node:fs'
import { reasonOf } from '../kernel/reason-of.ts'
import { ValueError, type ReadValue } from './setting-values.ts'
import type { Setting } from './setting.ts'

export interface SettingReader {
  readonly textOf: (setting: Setting) => string
  /** The file that the value is read from; null if there is none. */
  readonly fileOf: (setting: Setting) => string | null
  /** null if unset without a default, or if invalid; an invalid value is reported and stops the start. */
  readonly optional: <T>(setting: Setting, readValue: ReadValue<T>) => T | null
  readonly required: <T>(setting: Setting, readValue: ReadValue<T>) => T
}

/** Reads settings from the environment, or from the files that it names. @param faults gets a sentence for each invalid value */
export function settingReader(
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): SettingReader {
  const given = (name: string): string => environment[name]?.trim() ?? ''
  const fileOf = ({ name, secret }: Setting): string | null =>
    secret && given(name) === '' ? given(fileVariable(name)) || null : null
  const contents = new Map<string, string>()
  const readOnce = (setting: Setting, file: string): string => {
    const known = contents.get(file)
    if (known !== undefined) return known
    const text = readSecretFile(setting, file, faults)
    contents.set(file, text)
    return text
  }
  const refuseBoth = ({ name, secret }: Setting): void => {
    const file = fileVariable(name)
    const fault = `${name} and ${file} are both set: remove one of them.`
    if (secret && given(name) !== '' && given(file) !== '' && !faults.includes(fault)) faults.push(fault)
  }
  const textOf = (setting: Setting): string => {
    refuseBoth(setting)
    const file = fileOf(setting)
    return (file === null ? given(setting.name) : readOnce(setting, file)) || setting.default
  }
  const optional = <T>(setting: Setting, readValue: ReadValue<T>): T | null => {
    const text = textOf(setting)
    if (text === '') return null
    try {
      return readValue(text)
    } catch (error) {
      if (!(error instanceof ValueError)) throw error
      faults.push(inWords(setting, text, error))
      return null
    }
  }
  const required = <T>(setting: Setting, readValue: ReadValue<T>): T =>
    optional(setting, readValue) ?? readValue(setting.default)
  return { textOf, fileOf, optional, required }
}

/** The name of the variable with the path of a file that contains a secret, as containers provide it. */
export function fileVariable(name: string): string {
  return `${name}_FILE`
}

function readSecretFile({ name }: Setting, file: string, faults: string[]): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    faults.push(
      `${fileVariable(name)} is “${file}”, which cannot be read (${reasonOf(error)}): set it to a file that this user can read.`,
    )
    return ''
  }
}

const MAX_SHOWN_LENGTH = 80

function inWords({ name, secret }: Setting, text: string, { message, remedy }: ValueError): string {
  // Hide a password that was put into the wrong setting.
  const shown = text.replace(/(:\/\/)[^/]*@/, '$1…@').replaceAll(/\p{Cc}/gu, ' ')
  const value = shown.length > MAX_SHOWN_LENGTH ? `${shown.slice(0, MAX_SHOWN_LENGTH)}…` : shown
  return `${name} ${secret ? message : `is “${value}”, which ${message}`}: ${remedy}.`
}
