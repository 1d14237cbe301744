import { z } from 'zod'
import { STATUS_REASONS } from './status.ts'

export const connectionReason = z
  .enum(STATUS_REASONS)
  .meta({ id: 'ConnectionReason', description: 'Why a connection or its OAuth token does not work.' })

export const credentialType = z.enum(['oauth', 'api_key']).meta({ id: 'CredentialType' })
