import { Module } from '@nestjs/common'
import { OpenApiController } from './open-api.controller.js'

@Module({ controllers: [OpenApiController] })
export class OpenApiModule {}
