random = np.random.default_rng(1)
samples = [random.normal(k, 0.6 + 0.2 * k, 60) for k in range(4)]
samples[3] = np.concatenate([samples[3], [7.5, 8.4]])
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
ax.boxplot(samples, patch_artist=True, tick_labels=[f"group {k + 1}" for k in range(4)],
           boxprops=dict(facecolor="#c8d7e9", edgecolor="C0"), medianprops=dict(color="C0", linewidth=1.5))
ax.set_ylabel("score")
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
