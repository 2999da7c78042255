export * from '../../src/index.ts'
export { chatEvents } from './unique.ts'
