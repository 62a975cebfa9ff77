import { Module } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { FOUNDATION } from '../../platform/tokens.js'
import { AnswerKeys } from './answer-keys.js'
import { AnswersController } from './answers.controller.js'
import { AnswersService } from './answers.service.js'

@Module({
  controllers: [AnswersController],
  providers: [AnswersService, { provide: AnswerKeys, inject: [FOUNDATION], useFactory: ({ keyring }: Foundation) => new AnswerKeys(keyring) }],
})
export class AnswersModule {}
