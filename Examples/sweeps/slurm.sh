#!/bin/bash
#SBATCH --array=0-6
#SBATCH --requeue --open-mode=append --output=slurm-%a.log
# sbatch slurm.sh: seven shards of a sweep; the ids of an array are the shards, from 0.
# A task that ends with 75 has runs left and goes back into the queue.
figures sweep sweep.toml --shard "$SLURM_ARRAY_TASK_ID/7" --cache runs --time-limit 55m ||
  { [ $? = 75 ] && scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"; }
