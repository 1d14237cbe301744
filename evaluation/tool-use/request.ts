import type { ToolResult } from '@letterlock/testing/mcp-client.ts'
import type { AudienceTruth, CampaignTruth, Truth } from './truth/truth.ts'

/** A marketer's request, with a script of the calls that a sensible assistant makes. It needs no model and no network. */
export interface Request {
  readonly ask: string
  /** Calls tools and compares what they answer with the truth. @throws AssertionError if the answer misleads */
  serve(attempt: Attempt): Promise<void>
  /** Whether it imports in parts, with a call for each. */
  readonly isImport?: true
}

/** One request in one account. */
export interface Attempt {
  readonly provider: string
  /** The server's instructions for clients. */
  readonly instructions: string
  /**
   * Calls a tool, for the account unless it is about all of them.
   * @throws NotAtProvider if the answer says that the provider has none of it
   */
  call(tool: string, args?: Record<string, unknown>): Promise<ToolResult>
  truth(): Truth
  now(): number
  /** The audience that every account has. */
  readonly newsletter: AudienceTruth
  /** The campaigns that were sent, newest first. */
  sent(): CampaignTruth[]
}

/** The provider does not have it, and the answer says so. */
export class NotAtProvider extends Error {}

/** Assistants may not do it; the answer names the command that does. */
export class ForTheUser extends Error {}
