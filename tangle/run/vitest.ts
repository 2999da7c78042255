import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import pc from 'picocolors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TangleConfig } from '../config/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { openProject, type Project } from '../project/project.ts'
import { formatDiagnostics } from '../report/format-diagnostics.ts'
import { bundleExamples } from './bundle-examples.ts'
import { collectExamples } from './example.ts'
import { loadHost, type StartHost } from './host.ts'
import { runExample } from './run-example.ts'

void [
  availableParallelism,
  pc,
  resolve,
  afterAll,
  beforeAll,
  describe,
  expect,
  test,
  openProject,
  formatDiagnostics,
  bundleExamples,
  collectExamples,
  loadHost,
  runExample,
]

export type { Diagnostic, Project, StartHost, TangleConfig }
