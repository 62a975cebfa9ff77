import { Module } from '@nestjs/common'
import { RunsModule } from '../runs/runs.module.js'
import { HomeController } from './home.controller.js'
import { HomeService } from './home.service.js'

@Module({ imports: [RunsModule], controllers: [HomeController], providers: [HomeService] })
export class HomeModule {}
