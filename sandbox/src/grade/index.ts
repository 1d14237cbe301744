export { gradeProgram } from './grade-program.ts'
export { GRADED_PROVIDERS } from './graded-provider.ts'
export type { CheckResult, ProviderReport, Report } from './report.ts'
export { REPORTERS } from './reporters.ts'
