#!/usr/bin/env node
// The command of an installed package: npm pack puts this file into `packed/`, from where npm links it.
import "../bin/rewardgym.js";
