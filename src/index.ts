/** Everything of the SDK that runs anywhere. `./unique` and `./dify` have it by platform, `./node` what needs Node. */
export * from './core/index.ts'
export * from './dify/index.ts'
export * from './unique/index.ts'
