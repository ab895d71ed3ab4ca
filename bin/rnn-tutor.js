#!/usr/bin/env node
require("node:module").enableCompileCache?.(); // from Node 22 on, the second start is faster
require("../dist/rnn-tutor.cjs");
