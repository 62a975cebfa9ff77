import { Module } from '@nestjs/common'
import { FigureKeeper } from './figure-keeper.service.js'

@Module({ providers: [FigureKeeper] })
export class FiguresModule {}
